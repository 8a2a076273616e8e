"""`--feedback each`: after every answer its transcript beside the example, and the offer of another take."""

import time

from voice_interviewer.cli.columns import print_comparison
from voice_interviewer.cli.console import out
from voice_interviewer.interview import Next
from voice_interviewer.interview.recording import READ_TIMEOUT_S
from voice_interviewer.interview.room import Keyboard, Screen
from voice_interviewer.review import LiveReview
from voice_interviewer.session import Session
from voice_interviewer.session.record import Take

_COMPARED = frozenset({"done", "silence", "limit", "unanswered"})


class Feedback:
    """Stands between the takes of an interview."""

    def __init__(
        self,
        session: Session,
        review: LiveReview | None,
        screen: Screen,
        keyboard: Keyboard,
        *,
        has_keys: bool,
    ) -> None:
        self._session = session
        self._review = review
        self._screen = screen
        self._keyboard = keyboard
        self._has_keys = has_keys

    def after_take(self, take: Take) -> Next:
        """Show the comparison of a take that was ended on purpose, and ask what is next."""
        if take.ending not in _COMPARED:
            return Next.NEXT
        if self._review is not None:
            self._wait(self._review)
        print_comparison(out, self._session, take.question_number)
        return self._choice() if self._has_keys else Next.NEXT

    def _wait(self, review: LiveReview) -> None:
        self._screen.say("Writing it down …")
        while not review.wait(READ_TIMEOUT_S):
            self._keyboard.read()  # Ctrl-C works here too

    def _choice(self) -> Next:
        self._screen.say("Enter: next question.  r: another take.  q: finish the interview.")
        while True:
            for key in self._keyboard.read():
                if choice := {"enter": Next.NEXT, "r": Next.AGAIN, "q": Next.QUIT}.get(key):
                    return choice
            time.sleep(READ_TIMEOUT_S)
