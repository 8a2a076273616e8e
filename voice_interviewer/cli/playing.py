"""`play`: listen back."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.cli.options import AudioDir, QuestionName, SessionName, Speaker
from voice_interviewer.errors import ClipError

if TYPE_CHECKING:
    from voice_interviewer.devices.protocols import Speaker as SpeakerDevice


def play(
    session: SessionName = "", question: QuestionName = "", speaker: Speaker = "", audio_dir: AudioDir = None
) -> None:
    """Listen back to your answers.

    Ctrl-C goes on to the next one; twice, it ends.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.devices.speaker import open_speaker
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review.comparison import take_title
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    numbers = found.numbers(question)
    takes = [take for number in numbers for take in found.takes_of(number)]
    if not takes:
        line("Nothing was recorded there.")
        return
    device = open_speaker(speaker)
    failures = []
    for take in takes:
        line(
            f"{take.question_number}. {found.asked(take.question_number, take.follow_up).question}",
            style="bold",
        )
        line(take_title(take))
        try:
            _play_file(found.recording(take), device)
        except ClipError as error:
            line(str(error))
            failures.append(error)
    if failures:
        raise ClipError(f"{len(failures)} of {len(takes)} recordings could not be played.")


def _play_file(path: Path, device: "SpeakerDevice") -> None:
    from voice_interviewer.clip import read_clip

    playback = device.play(read_clip(path))
    try:
        while not playback.finished():
            time.sleep(0.05)
    except KeyboardInterrupt:
        playback.stop()
        # A moment in which a second Ctrl-C ends the program instead of skipping the next one.
        time.sleep(0.4)
    finally:
        playback.stop()
