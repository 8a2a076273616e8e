"""The process that the judge runs in: `python -m voice_interviewer.coverage.judge.reading`.

It reads one JSON line from its standard input, an object with `question`, `points` and the answer's `words`, and writes
one: for each point the chances that it was said and that its opposite was, the words that say it, and the few that say
most of the one and the other. Where `is_over` is false the answer goes on: what can be read of it already is kept, and
the line is an empty list. It ends when its input does: it cannot outlive its parent. A process of its own, for
onnxruntime and the weights take up to 270 MB, and the interview's process is to stay small.
"""

import json
import os
import signal
import sys
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.coverage.judge.rows import PADDING, Row, rows_of

_NICENESS = 5
"""As Whisper's: recording and the voice come first."""
SAYS_FROM = 0.3
"""The share of a word in saying a point from which it lengthens the quote; below it shortens it."""
KEPT_PIECES = 3000
"""Of texts read alone: 9 MB."""
KEPT_ROWS = 64
"""Of an answer that goes on: twelve minutes, and 3 MB."""
STRETCH_WORDS = 60
"""Read by itself, half of it in the next one too: some 25 s of speech."""
SCALE = (-0.24, 0.87, -0.28, 1.07)
"""What log odds are made of that mean what they say, fitted to the answers to choose on (Platt 1999): a constant, those
of the network, their mean over the answer's points where that is less than even, and how many times shorter than a
stretch the answer is, as a log. The network reads the points together, and where it finds little it finds too little;
and of answers of under 40 words one in five that was told as not heard had been said. With the last two 30 in 100 of
what was said were heard there and 0.46 of all left open, without them 27 and 0.50; scale and bounds chosen without one
bank after the other. A mean above even would help as much there, but then the built-in banks' own examples, which make
all their points, had fewer of them heard: 42 in 100, not 51."""
SHORTEST, FEW_WORDS = 10, 20
"""Words of the shortest answers that the scale was fitted to, and from which on there are more than two: a "Yes." says
nothing that was not found, and so few words are no reason for more than those."""
MOST_QUOTED = 60
"""Words: nobody finds a point in a longer quote."""
CLEAREST_WORDS, LEAST_CLEAREST = 12, 4
"""As many as are shown of a quote in a sentence."""

Numbers = NDArray[np.float64]


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the interview, which then ends this
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints does not belong among the answers
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_serve, args=(requests, answers), daemon=True).start()
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)  # at once, while it is still loading too


def _serve(requests: "SimpleQueue[bytes]", answers: BinaryIO) -> None:
    try:
        network = Network(Path(__file__).parent)
        while True:
            asked = json.loads(requests.get())
            found = read(
                network, asked["question"], asked["points"], asked["words"], is_over=asked["is_over"]
            )
            answers.write(json.dumps(found).encode() + b"\n")
    finally:
        os._exit(1)  # whoever waits for an answer is to know


class Network:
    """The network in its two parts, and its tokenizer; `folder` holds their files.

    What it has read is kept: points and questions are asked again and again, and the beginning of an answer is read
    while the rest of it is being spoken.
    """

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = min(2, os.cpu_count() or 1)
        options.enable_cpu_mem_arena = False  # it keeps what the longest row took
        self._alone, self._together = (
            InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("alone.onnx", "together.onnx")
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._kept: OrderedDict[tuple[int, ...], NDArray[np.float32]] = OrderedDict()
        self._judged: OrderedDict[tuple[int, ...], tuple[Numbers, Numbers]] = OrderedDict()

    def judge(self, row: Row, points: int) -> tuple[Numbers, Numbers]:
        """Verdicts (points x not said, said, opposite) and evidence (points x pieces x said, opposite), as log odds."""
        pieces = tuple(row.pieces)
        if pieces not in self._judged:
            self._judged[pieces] = self._judge(row, points)
            while len(self._judged) > KEPT_ROWS:
                self._judged.popitem(last=False)
        self._judged.move_to_end(pieces)
        return self._judged[pieces]

    def _judge(self, row: Row, points: int) -> tuple[Numbers, Numbers]:
        texts = row.texts()
        self.read_alone(texts)
        verdicts, evidence = self._together.run(
            None,
            {
                "single": np.concatenate([self._kept[text] for text in texts])[None],
                "parts": np.array([row.parts]),
                "places": np.array([row.places]),
                "points": np.arange(1, points + 1),
            },
        )
        while sum(map(len, self._kept)) > KEPT_PIECES:
            self._kept.popitem(last=False)
        return verdicts[0], evidence[0]

    def read_alone(self, texts: Iterable[tuple[int, ...]]) -> None:
        """Each of them by itself, unless that is kept. Never several at once: what is found of a text would hang, by a
        rounding, on what else is read."""
        for text in texts:
            if text not in self._kept:
                (found,) = self._alone.run(None, {"texts": np.array([text])})
                self._kept[text] = found[0]
            self._kept.move_to_end(text)


def read(
    network: Network, question: str, points: Sequence[str], words: Sequence[str], *, is_over: bool = True
) -> list[dict[str, Any]]:
    """For each point `said` and `against`, chances from 0 to 1, `said_at`, first and last word, and `against_at`,
    `clearest_at` and `stands_out` (see `clearest`). Nothing for an answer that is not over."""
    if not is_over:
        for stretch in _stretches(words):
            if len(stretch) == STRETCH_WORDS:
                tell(network, question, points, stretch)
        _read_complete(network, question, points, words)
        return []
    chances, shares = tell_twice(network, question, points, words)
    said = scaled(chances[:, 0], len(words))
    few = [clearest(shares[at, 0]) for at in range(len(points))]
    return [
        {
            "said": float(said[at]),
            "against": float(chances[at, 1]),
            "said_at": best_stretch(shares[at, 0]),
            "against_at": clearest(shares[at, 1])[0],
            "clearest_at": few[at][0],
            "stands_out": few[at][1],
        }
        for at in range(len(points))
    ]


def tell_twice(
    network: Network, question: str, points: Sequence[str], words: Sequence[str]
) -> tuple[Numbers, Numbers]:
    """As `tell`, of an answer as a whole, and once more stretch by stretch: the middle between the whole's chance and
    that of the stretch that says most ranks points better than either (0.86 of the pairs of `choose` against 0.84)."""
    chances, shares = tell(network, question, points, words)
    stretches = _stretches(words)
    if len(stretches) > 1:
        each = [tell(network, question, points, stretch)[0] for stretch in stretches]
        chances = _middle(chances, np.max(each, axis=0))
    return chances, shares


def _stretches(words: Sequence[str]) -> list[Sequence[str]]:
    starts = range(0, len(words) - STRETCH_WORDS // 2, STRETCH_WORDS // 2)
    return [words[start : start + STRETCH_WORDS] for start in starts]


def tell(
    network: Network, question: str, points: Sequence[str], words: Sequence[str]
) -> tuple[Numbers, Numbers]:
    """Chances (points x said, against), and each word's share in either (points x said, against x words)."""
    chances = np.zeros((len(points), 2))
    shares = np.zeros((len(points), 2, len(words)))
    for numbers, row in rows_of(network.tokenizer, question, points, words):
        verdicts, evidence = network.judge(row, len(numbers))
        grown = np.exp(verdicts - verdicts.max(-1, keepdims=True))
        found = (grown / grown.sum(-1, keepdims=True))[:, 1:]
        chances[numbers] = np.maximum(chances[numbers], found)
        told = 1 / (1 + np.exp(-evidence))
        for at, word in enumerate(row.words):
            if word != PADDING:
                shares[numbers, :, word] = np.maximum(shares[numbers, :, word], told[:, at])
    return chances, shares


def _read_complete(network: Network, question: str, points: Sequence[str], words: Sequence[str]) -> None:
    """Read what will be the same when the answer has become longer: all but its last window; and the points alone."""
    rows = list(rows_of(network.tokenizer, question, points, words))
    for at, (numbers, row) in enumerate(rows):
        network.read_alone(row.texts()[:-1])
        if at + 1 < len(rows) and rows[at + 1][0] == numbers:
            network.judge(row, len(numbers))


def scaled(said: Numbers, word_count: int) -> Numbers:
    """From the chances of an answer's points as the network tells them, shape (points,), to such of which so many were
    said: 0.7 is 7 in 10."""
    return _chances(to_scale(said, word_count) @ SCALE)


def to_scale(said: Numbers, word_count: int) -> Numbers:
    """What SCALE weighs, points x 4."""
    odds = _log_odds(said)
    short = (
        max(0.0, float(np.log(STRETCH_WORDS / max(FEW_WORDS, word_count)))) if word_count >= SHORTEST else 0.0
    )
    each = np.ones_like(odds)
    return np.stack([each, odds, min(0.0, float(odds.mean())) * each, short * each], axis=1)


def _middle(one: Numbers, other: Numbers) -> Numbers:
    """The mean of two chances, as log odds."""
    return _chances((_log_odds(one) + _log_odds(other)) / 2)


def _log_odds(chances: Numbers) -> Numbers:
    bounded = np.clip(chances, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(bounded / (1 - bounded)))


def _chances(log_odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def best_stretch(shares: Numbers) -> tuple[int, int]:
    """First and last of the words in a row whose shares are most above SAYS_FROM; where none are, the highest one."""
    best = (int(shares.argmax()),) * 2
    most, first, total = 0.0, 0, 0.0
    for at, share in enumerate(shares):
        if total <= 0 or at - first >= MOST_QUOTED:
            first, total = at, 0.0
        total += share - SAYS_FROM
        if total > most:
            most, best = total, (first, at)
    return best


def clearest(shares: Numbers) -> tuple[tuple[int, int], float]:
    """First and last of the CLEAREST_WORDS in a row that say most, without those at either end that say less than half
    of the best, if that leaves enough to be read; and by how much of a share, on average, they stand out from as many
    elsewhere."""
    length = min(CLEAREST_WORDS, len(shares))
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    means = (sums[length:] - sums[:-length]) / length
    first = int(means.argmax())
    elsewhere = [float(mean) for at, mean in enumerate(means) if abs(at - first) >= length]
    shown = shares[first : first + length]
    most = np.flatnonzero(shown >= shown.max() / 2)
    begin, end = int(most[0]), int(most[-1])
    if end - begin + 1 < LEAST_CLEAREST:
        begin, end = 0, length - 1
    return (first + begin, first + end), float(means[first]) - max(elsewhere, default=0.0)


if __name__ == "__main__":
    main()
