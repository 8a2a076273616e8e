"""How true the delivery is: pace, pauses, fillers and the first word of spoken answers of which it is known when every
phrase begins and ends, by the real voice, Silero and Whisper.

Two of espeak-ng's voices say six sentences and two fillers in an order of chance, with silences of 0.3 to 5 s between
them, in a quiet room and with noise 20 dB below the voice. The seeds are none of those that tests use.
"""

import tempfile
from pathlib import Path

from tests.e2e.test_delivery import (
    NOISE_RMS,
    PHRASES,
    ROOM_RMS,
    VOICES,
    Answer,
    answer,
    delivered,
    long_ones,
    matched,
    saved,
)
from voice_interviewer.delivery import Delivery
from voice_interviewer.delivery.pauses import Span
from voice_interviewer.devices.voice import Pyttsx3Voice
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.listening.transcribing import Transcriber
from voice_interviewer.transcript import Transcript

SEEDS = range(101, 107)
PAUSE_S = 0.5
AT_THE_BOUND_S = 0.48
"""A pause of PAUSE_S in the one may be a little shorter in the other."""
RATE_WITHIN = 0.03
Measured = tuple[Answer, Transcript, Delivery]


def main() -> None:
    voices = [Pyttsx3Voice(wanted=name, rate_wpm=rate_wpm) for name, rate_wpm in VOICES]
    spoken = [[voice.synthesise(f"{phrase}.") for phrase in PHRASES] for voice in voices]
    whisper = Whisper()
    whisper.start()
    transcriber = Transcriber(whisper, ())
    try:
        for name, noise_rms in (("quiet", ROOM_RMS), ("noise", NOISE_RMS)):
            said = [answer(clips, seed, noise_rms) for clips in spoken for seed in SEEDS]
            print(f"{name}: {_told([(each, *_measured(each, transcriber)) for each in said])}", flush=True)
    finally:
        transcriber.close()


def _measured(said: Answer, transcriber: Transcriber) -> tuple[Transcript, Delivery]:
    with tempfile.TemporaryDirectory() as folder:
        return delivered(saved(said.clip, Path(folder)), transcriber)


def _told(found: list[Measured]) -> str:
    off = sorted(abs((one.speech_rate_wpm or 0.0) / said.speech_rate_wpm - 1) for said, _, one in found)
    right_count = sum(one.word_count == _word_count(said) for said, _, one in found)
    first = max(abs((one.first_word_s or 0.0) - said.phrases[0].start_s) for said, _, one in found)
    pauses: list[tuple[list[Span], list[Span]]] = [(said.pauses, list(one.pauses)) for said, _, one in found]
    true_count = sum(len(long_ones(true)) for true, _ in pauses)
    heard_count = sum(len(long_ones(heard)) for _, heard in pauses)
    recalled = sum(matched(long_ones(true), long_ones(heard, AT_THE_BOUND_S)) for true, heard in pauses)
    confirmed = sum(matched(long_ones(heard), long_ones(true, AT_THE_BOUND_S)) for true, heard in pauses)
    as_written = sum(
        [filler.text for filler in one.fillers] == [word.text for word in text.words if is_filler(word)]
        for _, text, one in found
    )
    filler_count = sum(len(said.fillers) for said, *_ in found)
    return (
        f"{len(found)} answers; speech rate within 3 % in {sum(each <= RATE_WITHIN for each in off)} "
        f"(median {off[len(off) // 2]:.1%}, worst {off[-1]:.1%}; {right_count} with as many words as were said); "
        f"pauses from {PAUSE_S} s: recall {recalled / true_count:.3f}, precision {confirmed / heard_count:.3f} of "
        f"{true_count}; fillers as in the transcript in {as_written}, "
        f"{sum(len(one.fillers) for *_, one in found)} of {filler_count} that were said; "
        f"first word within {first:.2f} s"
    )


def _word_count(said: Answer) -> int:
    return sum(len(text.split()) for text in said.texts if text not in ("Um", "Uh"))


if __name__ == "__main__":
    main()
