"""What a person makes of proposed points, whichever face they look at them in: each is kept, changed or dropped."""

from voice_interviewer.bank import Bank, KeyPoint


def proposed_count(bank: Bank) -> int:
    """How many points of a bank nobody has looked at yet."""
    return sum(point.proposed for question in bank.questions for point in question.points)


def kept(point: KeyPoint) -> KeyPoint:
    """The point as it is, looked at."""
    return point.model_copy(update={"proposed": False})


def all_kept(bank: Bank) -> Bank:
    """The bank with every point looked at, as it is."""
    questions = (
        question.model_copy(update={"points": tuple(map(kept, question.points))})
        for question in bank.questions
    )
    return bank.model_copy(update={"questions": tuple(questions)})
