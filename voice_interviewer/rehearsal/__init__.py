"""The application behind every face: what a rehearsal needs, from the request to the comparison.

Nothing here prints, asks or exits, and no text here is meant for people: a face finds the words. Faces work with one
object, `studio.Studio`; `protocol` has the events that they are told beyond those of the interview.
"""
