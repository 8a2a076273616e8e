"""What an interviewer would not like to hear: the opposite of a point, what worries, what is only refused. Pure."""

from collections.abc import Iterator

from voice_interviewer.coverage.passages import Span
from voice_interviewer.feedback.opposite import opposites
from voice_interviewer.feedback.remark import Remark, Reply, listed, named, work
from voice_interviewer.feedback.saying import only_refuses
from voice_interviewer.feedback.strengths import worth_keeping
from voice_interviewer.feedback.worry import worries

LEAST_REFUSALS = 2
"""One sentence of what is not done may be the whole point: "I never leave a screen open"."""
MOST_QUOTED = 3


def unwelcome(reply: Reply) -> Iterator[Remark]:
    """All that there is, at most one of each kind."""
    yield from _opposite(reply)
    yield from _worry(reply)
    if refused := refusals(reply):
        yield _refused(reply, refused)


def refusals(reply: Reply) -> tuple[Span, ...]:
    """Sentences that say only what is not done, in an answer that leaves out most of what matters."""
    if opposites(reply) or len(worth_keeping(reply)) > len(reply.coverage.points) / 2:
        return ()
    found = tuple(each for each in reply.sentences if only_refuses(each.text) and not worries(each.text))
    return found if len(found) >= LEAST_REFUSALS else ()


def _opposite(reply: Reply) -> Iterator[Remark]:
    """What is hoped for is not only left out."""
    found = [(point, reply.quote_span(denial)) for point, denial in opposites(reply)[:MOST_QUOTED]]
    if not found:
        return
    (point, quote), *others = found
    ask = f"answer this: “{point.follow_up}”" if point.follow_up else "say when you would do it after all."
    told = f"{quote} could be heard as the opposite of what is hoped for: {named(point)}"
    over = ". Think that over"
    if others:
        over = (
            f", and {listed([f'{other} of {named(missed)}' for missed, other in others])}. Think these over"
        )
    yield work(f"{told}{over}, then {ask}", "refusal", quote)


def _worry(reply: Reply) -> Iterator[Remark]:
    worrying = next((each for each in reply.sentences if worries(each.text)), None)
    if worrying:
        quote = reply.quote_span(worrying)
        sentence = f"{quote} may worry an interviewer. Leave it out, or say what you would do or learn instead today."
        yield work(sentence, "worry", quote)


def _refused(reply: Reply, refused: tuple[Span, ...]) -> Remark:
    quotes = [reply.quote_span(each) for each in refused]
    told = [*map(str, quotes[:MOST_QUOTED]), *["more of the kind"] * (len(quotes) > MOST_QUOTED)]
    sentence = f"{listed(told)} say what you do not do. Say what you do instead: that is what is asked."
    return work(sentence, "refusal", quotes[0])
