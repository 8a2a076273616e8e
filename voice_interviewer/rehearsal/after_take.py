"""What happens after a take: a follow-up question, or the comparison with the example."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from voice_interviewer.interview.loop import Next
from voice_interviewer.interview.protocol import Command, Face, OnlyOnce
from voice_interviewer.interview.recording import READ_TIMEOUT_S
from voice_interviewer.rehearsal.protocol import Compared, OneMoment, TooLateToFollowUp, WhatNext, WritingDown
from voice_interviewer.rehearsal.request import FILE, Request
from voice_interviewer.session.record import FollowUp, Take

if TYPE_CHECKING:
    from voice_interviewer.review.live import Comparison, LiveReview

FOLLOW_UP_PATIENCE_S = 4.0
"""How long a follow-up waits for the transcript and its comparison. On two cores they take less than a second, and an
interviewer who needs longer than this has lost the thread."""
FILE_PATIENCE_S = 120.0
"""How long it waits if the answer comes from a sound file: nobody is sitting there."""
AT_ONCE_S = 0.7
"""The person is told of any longer wait; nobody notices a shorter one."""

_ENDED_ON_PURPOSE = frozenset({"done", "silence", "limit", "unanswered"})
_CHOICES: dict[object, Next] = {
    Command.DONE: Next.NEXT,
    Command.AGAIN: Next.AGAIN,
    Command.FINISH: Next.QUIT,
}


@dataclass
class AfterTake:
    """Decides what follows each take of an interview."""

    request: Request
    review: "Callable[[], LiveReview | None]"
    """Returns None if there are no weights, so that answers cannot be transcribed."""
    face: Face
    hear_nothing: Callable[[], object]
    """Has the microphone forget what it heard: somebody who reads may take an hour."""
    _told_too_late: bool = field(default=False, init=False)

    def __call__(self, take: Take) -> Next | FollowUp:
        """What follows a take. If the take was not ended on purpose, nothing is added to what the person asked for."""
        review = self.review()
        if review:
            review.take_ended(take)
        if take.ending not in _ENDED_ON_PURPOSE:
            return Next.NEXT
        if (
            self.request.rules.follow_ups
            and take.follow_up is None
            and (follow_up := self._follow_up(take, review))
        ):
            return follow_up
        return self._feedback(take.question_number, review)

    def passed_by(self, question_number: int) -> Next:
        """What follows a question, counted from 1, whose follow-up was skipped: its own answer has had none yet."""
        return self._feedback(question_number, self.review())

    def _follow_up(self, take: Take, review: "LiveReview | None") -> FollowUp | None:
        from voice_interviewer.feedback.telling import to_follow_up

        comparison = self._compared(take, review) if review else None
        if comparison is None:
            if not self._told_too_late:
                self.face.tell(TooLateToFollowUp())
                self._told_too_late = True
            return None
        if not comparison.transcript.words:
            return None
        index = to_follow_up(comparison.coverage)
        return None if index is None else FollowUp(point_number=index + 1)

    def _compared(self, take: Take, review: "LiveReview") -> "Comparison | None":
        if comparison := review.comparison(take, AT_ONCE_S):
            return comparison
        self.face.tell(OneMoment())
        is_file = self.request.microphone.startswith(FILE)
        return review.comparison(take, FILE_PATIENCE_S if is_file else FOLLOW_UP_PATIENCE_S - AT_ONCE_S)

    def _feedback(self, question_number: int, review: "LiveReview | None") -> Next:
        return self._compare(question_number, review) if self.request.feedback_each else Next.NEXT

    def _compare(self, question_number: int, review: "LiveReview | None") -> Next:
        """Have the comparison shown, and ask the person what comes next."""
        if review:
            self.face.tell(WritingDown(review.progress()))
            while not review.wait(READ_TIMEOUT_S):
                self.face.commands()  # only for its KeyboardInterrupt: the person may end the interview here too
                self.hear_nothing()
                self.face.tell(WritingDown(review.progress()))
        self.face.tell(Compared(question_number))
        if self.request.rules.hands_free:
            return Next.NEXT
        may_repeat = self.request.rules.one_way is None
        self.face.tell(WhatNext(may_repeat))
        while True:
            for command in self.face.commands():
                if command is Command.AGAIN and not may_repeat:
                    self.face.tell(OnlyOnce(command))
                elif choice := _CHOICES.get(command):
                    return choice
            self.hear_nothing()
            time.sleep(READ_TIMEOUT_S)
