"""The interview: a question read aloud, an answer recorded, whose turn it is, and what to do when something breaks.

`loop` is the way in; `protocol` is what passes between it and a face.
"""
