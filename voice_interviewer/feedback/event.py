"""What happened, where a question asks for something that happened. Pure."""

from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import Story, tells_event
from voice_interviewer.feedback.remark import Reply
from voice_interviewer.feedback.saying import leaves_open
from voice_interviewer.feedback.telling import asks_for_story


def story_asked_for(reply: Reply) -> Story | None:
    """The story that was told, if the question wants one."""
    return reply.coverage.story if asks_for_story(reply.question.question) else None


def lacks_event(reply: Reply) -> bool:
    """Whether the question asks for something that happened, and nothing of that kind is told."""
    return asks_for_story(reply.question.question) and not tells_event(reply.transcript)


def open_end(reply: Reply) -> Span | None:
    """Where the person says that they do not know how their story ended."""
    if not asks_for_story(reply.question.question):
        return None
    return next((each for each in reply.sentences if leaves_open(each.text)), None)
