"""The interview: reading questions aloud, recording answers, knowing whose turn it is, and coping with failures.

`loop` is the way in; `protocol` defines what passes between it and a face.
"""
