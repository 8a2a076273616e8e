"""`python -m voice_interviewer` is the same as the command `voice-interviewer`."""

from voice_interviewer.cli import main

if __name__ == "__main__":
    main()
