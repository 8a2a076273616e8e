"""How true the words are of people with many accents: both looks against the plain whole file, clip by clip in turn.

What was said and what was heard are compared without fillers, and by the rules of Whisper's authors for English:
"gonna" is "going to", "we're" is "we are", "twenty-five" is "25" and "colour" is "color". They come with the library
whisper-normalizer, in the extra `bench`. Fillers are counted where the text of a recording has any: the others' texts
leave them out.
"""

import os
import re
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks._human_speech import CLIPS_EACH, GROUPS, SOURCES, Recording, missing, recordings
from tests.e2e.rooms import RATE_HZ
from voice_interviewer.clip import Samples
from voice_interviewer.devices.silero import Silero
from voice_interviewer.devices.weights import find_weights, list_weights
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.listening.decoding import with_hesitations
from voice_interviewer.listening.endpoint import SPEECH_FROM
from voice_interviewer.listening.hearing import FRAME_S, Hearing
from voice_interviewer.listening.transcribing import Transcriber
from voice_interviewer.transcript import Transcript, Word

FOLDER = "VOICE_INTERVIEWER_HUMAN_SPEECH"
INSTALL = ".venv/bin/python -m pip install --constraint constraints.txt --editable '.[bench]'"
MODELS = ("tiny.en", "base")
PATIENCE_S = 600.0
DRAWS = 2_000
FILLER = "um"
"""Stands for all of them."""
NEAR_S = 0.5
"""Speech is covered if a word, or what was not understood, is so near: Whisper's times are no better than 0.2 s."""
LIVE, AGAIN, ONE, FIVE = "first look", "second look", "plain, 1 beam", "plain, 5 beams"


@dataclass(frozen=True)
class Heard:
    """What one way made of one recording."""

    wrong: int
    words: int
    speech_s: float = 0.0
    bare_s: float = 0.0
    """Of that, with neither a word nor "not understood"."""
    fillers: tuple[int, int, int] = (0, 0, 0)
    """Said, written, and written where they were said, of a recording whose text has any."""


def main(terms: tuple[str, ...]) -> None:
    """Print the table, or what is missing for it."""
    folder = Path(os.environ.get(FOLDER) or "nowhere")
    if lacking := missing(folder):
        print(f"human speech: {len(lacking)} of {len(SOURCES)} repositories are not in {FOLDER}={folder}:")
        print(f"  {', '.join(lacking)}; what needs them is not measured")
    if len(lacking) == len(SOURCES) or (plain := _plain()) is None:
        return
    clips = recordings(folder, int(os.environ.get(f"{FOLDER}_EACH") or CLIPS_EACH))
    models = [model for model in MODELS if model in {weights.name for weights in list_weights()}]
    results: dict[tuple[str, str], list[Heard]] = {}
    with ExitStack() as stack:
        ways = {model: _ways(model, terms, stack) for model in models}
        for number, clip in enumerate(clips, 1):
            said, first = plain(clip.said), None
            for model in models:
                for way, transcript in _all_ways(ways[model], clip.samples, first):
                    first = first or transcript
                    results.setdefault((model, way), []).append(_compared(said, plain, transcript, clip))
            print(f"\r{number} of {len(clips)}", end="", flush=True)
    print()
    for model in models:
        _print(clips, model, {way: heard for (name, way), heard in results.items() if name == model})


def _plain() -> Callable[[str], list[str]] | None:
    """What makes of a text the words to compare."""
    try:
        from whisper_normalizer.english import EnglishTextNormalizer
    except ImportError:
        print(f"human speech is left out, whisper-normalizer is not installed: {INSTALL}")
        return None
    normalised = EnglishTextNormalizer()

    def words(text: str) -> list[str]:
        spoken = re.split(r"[\s—–-]+", text.replace("’", "'"))
        fluent = " ".join(word for word in spoken if not is_filler(Word(word, 0, 0, 1.0)))
        return re.sub(r"\ball right\b", "alright", normalised(fluent)).split()

    return words


@dataclass(frozen=True)
class _Ways:
    live: Transcriber
    again: Transcriber
    model: Any
    detector: Silero


def _ways(model: str, terms: tuple[str, ...], stack: ExitStack) -> _Ways:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from voice_interviewer.devices.whisper_process import _load

    weights = find_weights(model)
    live = stack.enter_context(closing(Transcriber(Whisper(model), terms)))
    again = stack.enter_context(closing(Transcriber(Whisper(model, care="carefully"), terms, twice=True)))
    return _Ways(live, again, _load(weights.folder, "", weights.parts)._model, Silero())


def _all_ways(ways: _Ways, samples: Samples, first: Transcript | None) -> list[tuple[str, Transcript]]:
    """Each way with what it made of it; `first` is the first look of the smallest model."""
    live = _looked(ways.live, samples, ways.detector, live=True)
    again = _looked(ways.again, samples, ways.detector, live=False)
    whole = replace(again, words=with_hesitations(again.words, (first or live).words))
    plain = [(name, _whole_file(ways.model, samples, beams)) for name, beams in ((ONE, 1), (FIVE, 5))]
    return [(LIVE, live), (AGAIN, whole), *plain]


def _looked(transcriber: Transcriber, samples: Samples, detector: Silero, *, live: bool) -> Transcript:
    writing, hearing = transcriber.begin(live=live), Hearing(RATE_HZ, detector)
    writing.feed(hearing.feed(samples))
    writing.feed(hearing.finish())
    writing.finish()
    return writing.result(PATIENCE_S)


def _whole_file(model: Any, samples: Samples, beams: int) -> Transcript:
    segments, _ = model.transcribe(
        samples,
        language="en",
        beam_size=beams,
        temperature=0.0,
        word_timestamps=True,
        condition_on_previous_text=False,
    )
    words = tuple(
        Word(word.word.strip(), word.start, word.end, 1.0) for each in segments for word in each.words
    )
    return Transcript(words, len(samples) / RATE_HZ, "", "en")


def _compared(
    said: list[str], plain: Callable[[str], list[str]], transcript: Transcript, clip: Recording
) -> Heard:
    speech_s, bare_s = _bare(transcript, clip.samples)
    wrong = Levenshtein.distance(said, plain(transcript.text))
    return Heard(wrong, len(said), speech_s, bare_s, _fillers(clip.said, transcript.text))


def _fillers(said: str, heard: str) -> tuple[int, int, int]:
    """How many were said, written, and written where they were said; nothing if the text has none."""
    true, written = _with_fillers(said), _with_fillers(heard)
    if FILLER not in true:
        return 0, 0, 0
    same = (code for code in Levenshtein.opcodes(true, written) if code.tag == "equal")
    right = sum(true[code.src_start : code.src_end].count(FILLER) for code in same)
    return true.count(FILLER), written.count(FILLER), right


def _with_fillers(text: str) -> list[str]:
    """The words in small letters, each filler as FILLER."""
    words = re.findall(r"[\w']+", text.lower().replace("’", "'"))
    return [FILLER if is_filler(Word(word, 0, 0, 1.0)) else word for word in words]


def _bare(transcript: Transcript, samples: Samples) -> tuple[float, float]:
    """Seconds of speech, and those of them that nothing covers."""
    hearing = Hearing(RATE_HZ, Silero())
    speech = np.concatenate([hearing.feed(samples).speech, hearing.finish().speech]) >= SPEECH_FROM
    covered = np.zeros(len(speech), bool)
    spans_s = [(word.start_s, word.end_s) for word in transcript.words]
    spans_s += [(lost.start_s, lost.end_s) for lost in transcript.not_understood]
    for start_s, end_s in spans_s:
        covered[max(0, int((start_s - NEAR_S) / FRAME_S)) : int((end_s + NEAR_S) / FRAME_S) + 1] = True
    return float(speech.sum() * FRAME_S), float((speech & ~covered).sum() * FRAME_S)


def _print(clips: list[Recording], model: str, heard: dict[str, list[Heard]]) -> None:
    for group in (*GROUPS, "all"):
        chosen = [number for number, clip in enumerate(clips) if group in (*clip.groups, "all")]
        if not chosen:
            continue
        counts = {way: _counts([each[number] for number in chosen]) for way, each in heard.items()}
        rates = ", ".join(f"{way} {_interval(count)}" for way, count in counts.items())
        print(f"{model}, {group} ({len(chosen)} clips, {int(counts[LIVE][:, 1].sum())} words): WER {rates}")
        for way, rival in ((LIVE, ONE), (AGAIN, FIVE)):
            both = np.column_stack([counts[way][:, 0] - counts[rival][:, 0], counts[way][:, 1]])
            print(f"  {way} against {rival}: {_interval(both)} points")
    for way in (LIVE, AGAIN):
        speech_s = sum(each.speech_s for each in heard[way])
        bare_s = sum(each.bare_s for each in heard[way])
        print(
            f"{model}, {way}: {bare_s:.1f} s of {speech_s:.0f} s of speech ({100 * bare_s / speech_s:.2f} %) "
            'have neither a word nor "not understood"'
        )
        verbatim = np.array([each.fillers for each in heard[way] if each.fillers[0]])
        said, written, right = verbatim.sum(axis=0) if len(verbatim) else (0, 0, 0)
        print(
            f"{model}, {way}: {said} fillers said in {len(verbatim)} recordings: recall {right / max(1, said):.2f}, "
            f"precision {right / max(1, written):.2f}"
        )


def _counts(heard: list[Heard]) -> NDArray[np.float64]:
    return np.array([(each.wrong, each.words) for each in heard], np.float64)


def _interval(counts: NDArray[np.float64]) -> str:
    """Rows of wrong and all words, one a clip, as a rate in % with its bootstrap interval of 95 %."""
    rng = np.random.default_rng(1)
    drawn = counts[rng.integers(0, len(counts), (DRAWS, len(counts)))].sum(axis=1)
    low, high = np.percentile(100 * drawn[:, 0] / drawn[:, 1], (2.5, 97.5))
    rate = 100 * counts[:, 0].sum() / counts[:, 1].sum()
    return f"{rate:.1f} ({low:.1f} to {high:.1f})"
