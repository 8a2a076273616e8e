"""The application behind every face: what a rehearsal needs, from the request to the comparison.

Nothing here prints, asks or exits, and no text here is meant for people: a face has the words. `studio.Studio` is the
one object that faces work with; `protocol` tells what passes between them and a running interview.
"""
