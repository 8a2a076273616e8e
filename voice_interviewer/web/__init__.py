"""The window: the same rehearsal in a page of the person's own browser, served by this program on this computer.

`server` runs it, `guard` lets nobody else in, `live` holds the interview on a thread of its own, `app` has the
addresses and `pages` what is seen there. Microphone and loudspeaker stay with Python: whatever becomes of a page, a
take goes on.
"""
