"""The command `voice-interviewer`, which is also `python -m voice_interviewer`."""

import gc

OBJECT_COUNT = 50_000
"""So many objects more than before, and Python looks for those that nobody can reach (by default 700). What is imported
stays: looking through it again and again took 20 ms of the 460 to a first question's sound."""


def main() -> None:
    """Run the command."""
    gc.set_threshold(OBJECT_COUNT)  # before anything large is imported
    from voice_interviewer import cli

    cli.main()


if __name__ == "__main__":
    main()
