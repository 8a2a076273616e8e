"""Training a judge: a small network that reads a question, a key point and an answer, and says whether it was said.

None is in the package yet: see tests/labelled/README.md for what the first one came to.
"""
