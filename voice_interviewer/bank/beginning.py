"""The bank that `bank new` begins: valid as it is, with comments that say what goes where."""

_TEMPLATE = """\
# A question bank for Voice Interviewer. Write between the quotes; lines beginning with # are notes to you.
# Check it with:  voice-interviewer bank check {name}
# Practise with:  voice-interviewer practice {name}
schema = 1
title = "{title}"
role = ""           # the job, as the advert calls it
locale = "en-GB"    # the language, which also chooses the voice

# Words that the interview is full of and that might be misheard. Where a voice would misread one,
# write it as {{ term = "EMIS", spoken = "Emmis" }}.
vocabulary = []

# Advice on preparing, about no question in particular. Repeat the whole block for another one.
[[tips]]
title = "The employer's website"
text = "Read what they say about their services and values, and pick two things you can talk about."

# One block for each question. Leave question = "" while it is still to be written: an interview leaves it out.
[[questions]]
id = "why-this-job"         # letters a to z, digits and hyphens; recordings are named after it
category = "motivation"     # an interview begins with "motivation" or "background" and mixes the others
question = "Why would you like this job?"
intent = \"""
What the interviewer is after. You see this and all that follows only after your answer.\"""
advice = \"""
What a good answer has in it.\"""
example = \"""
An example answer, as you would say it.\"""
suggested_s = 90            # seconds that a comfortable answer takes

# Three to six things that an answer covers or does not, each a plain sentence.
[[questions.points]]
text = "I say what draws me to this work."
follow_up = "What is it about this work that draws you?"   # asked when the point was missed

[[questions.points]]
text = "I say why this employer."
follow_up = "And why with us?"

[[questions]]
id = "second-question"
category = "teamwork"
question = ""
"""


def new_bank_text(name: str) -> str:
    """The text of a new bank called `name`, which is a bank's file name without .toml."""
    return _TEMPLATE.format(name=name, title=name.replace("-", " ").capitalize())
