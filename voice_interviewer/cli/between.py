"""Between two takes: a follow-up question (`--follow-ups`), and the comparison with the example (`--feedback each`)."""

import time
from dataclasses import dataclass

from voice_interviewer.cli.columns import print_comparison
from voice_interviewer.cli.console import out
from voice_interviewer.cli.plan import Plan
from voice_interviewer.feedback.telling import to_follow_up
from voice_interviewer.interview import Next
from voice_interviewer.interview.recording import READ_TIMEOUT_S
from voice_interviewer.interview.room import Keyboard, Screen
from voice_interviewer.review.facts import gather_answer
from voice_interviewer.review.live import Comparison, LiveReview
from voice_interviewer.session import Session
from voice_interviewer.session.record import FollowUp, Take

FOLLOW_UP_PATIENCE_S = 4.0
"""So long a transcript and its comparison are waited for: on two cores they are there within a second, and an
interviewer who takes longer than this to follow up has lost the thread."""
FILE_PATIENCE_S = 120.0
"""A sound file answers in no time, and nobody waits in front of it for the follow-up."""
AT_ONCE_S = 0.7
"""Nobody notices a shorter wait; a longer one has its sentence."""

_ENDED_ON_PURPOSE = frozenset({"done", "silence", "limit", "unanswered"})


@dataclass
class Between:
    """What happens between the takes of an interview."""

    plan: Plan
    session: Session
    review: LiveReview | None
    """None without weights: nothing is known of an answer then."""
    screen: Screen
    keyboard: Keyboard
    _told_too_late: bool = False

    def after_take(self, take: Take) -> Next | FollowUp:
        """What follows a take: after one that was not ended on purpose, nothing that the person has not asked for."""
        if self.review:
            self.review.take_ended(take)
        if take.ending not in _ENDED_ON_PURPOSE:
            return Next.NEXT
        if self.plan.rules.follow_ups and take.follow_up is None and (follow_up := self._follow_up(take)):
            return follow_up
        return self._compare(take) if self.plan.feedback_each else Next.NEXT

    def _follow_up(self, take: Take) -> FollowUp | None:
        comparison = self._compared(take)
        if comparison is None:
            self._tell_too_late()
            return None
        if not comparison.transcript.words:
            return None
        index = to_follow_up(comparison.coverage)
        return None if index is None else FollowUp(point_number=index + 1)

    def _compared(self, take: Take) -> Comparison | None:
        if self.review is None:
            return None
        if comparison := self.review.comparison(take, AT_ONCE_S):
            return comparison
        self.screen.say("One moment …")
        is_file = self.plan.microphone.startswith("file:")
        return self.review.comparison(take, FILE_PATIENCE_S if is_file else FOLLOW_UP_PATIENCE_S - AT_ONCE_S)

    def _tell_too_late(self) -> None:
        if not self._told_too_late:
            self.screen.say("Your answer is not written down yet, too late for a follow-up. On we go.")
            self._told_too_late = True

    def _compare(self, take: Take) -> Next:
        """Show the comparison, and ask what is next."""
        if self.review:
            self._wait(self.review)
        print_comparison(out, gather_answer(self.session, take.question_number), plain=self.plan.plain)
        return self._choice() if self.plan.keys else Next.NEXT

    def _wait(self, review: LiveReview) -> None:
        self.screen.say("Writing it down …")
        while not review.wait(READ_TIMEOUT_S):
            self.keyboard.read()  # Ctrl-C works here too

    def _choice(self) -> Next:
        self.screen.say("Enter: next question.  r: another take.  q: finish the interview.")
        while True:
            for key in self.keyboard.read():
                if choice := {"enter": Next.NEXT, "r": Next.AGAIN, "q": Next.QUIT}.get(key):
                    return choice
            time.sleep(READ_TIMEOUT_S)
