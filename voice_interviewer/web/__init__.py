"""The window: the same rehearsal in a page of the person's own browser, served by this program on this computer.

`server` runs it, `guard` keeps everybody else out, `live` holds the interview on a thread of its own, `app` has the
addresses, and `pages` builds what is seen there. Python itself records and plays, not the browser: a take goes on
even if its page is closed.
"""
