"""From sound to words: what is speech, when an answer ends, where it is cut into pieces, what Whisper makes of them."""
