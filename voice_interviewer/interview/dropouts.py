"""Exact zeros: is the microphone muted or gone, or does a noise gate close whenever nobody speaks? Pure.

A real microphone hisses, so zeros for a second are a loss: unplugged, muted, or moved by the sound server to a source
where nothing sounds. But some headsets' drivers and filters deliver zeros between words, and their owners must not be
told at every pause. Nothing in the zeros themselves tells the two apart; what is around them does:

- zeros that end are no loss. Each time the patience doubles, up to 16 s: a gate teaches this within a few phrases, and
  is then left alone in any ordinary pause, while a real loss is still told.
- a pause in which the microphone hisses has no gate: it would have closed. Whoever mutes for a cough, and is unplugged
  later, is told as quickly as ever.
"""

import numpy as np

from voice_interviewer.clip import Samples

PATIENCE_S = 1.0
"""Dropouts for so long are a loss, unless they have ended before."""
LONGEST_PATIENCE_S = 16.0
"""Longer than hands-free waits for more (6 s), and than most people think."""
SHORTEST_S = 0.2
"""Shorter ones are dropouts of a radio headset, not a gate, which holds open for about so long after a word."""
NO_GATE_S = 2.0
"""Sound for so long while nobody speaks: gates hold open for 0.2 to 1 s by default."""


class Dropouts:
    """Follows the microphone of an interview through all its takes, block by block."""

    def __init__(self) -> None:
        self.has_sounded = False
        """Whether anything but zeros was ever heard."""
        self._zeros_s = 0.0
        self._hiss_s = 0.0
        self._patience_s = PATIENCE_S

    @property
    def are_loss(self) -> bool:
        """Whether the zeros of now have lasted too long."""
        return self._zeros_s >= self._patience_s

    def begin(self) -> None:
        """What comes next does not follow on what came last: another take begins."""
        self._zeros_s = self._hiss_s = 0.0

    def feed(self, block: Samples, duration_s: float, *, speaking: bool) -> None:
        """Take note of the next block, (n,); `speaking` tells whether speech is being heard."""
        if not np.any(block):
            self._zeros_s += duration_s
            self._hiss_s = 0.0
            return
        if self._zeros_s >= SHORTEST_S:
            self._patience_s = min(2 * self._patience_s, LONGEST_PATIENCE_S)
        self.has_sounded = True
        self._zeros_s = 0.0
        self._hiss_s = 0.0 if speaking else self._hiss_s + duration_s
        if self._hiss_s >= NO_GATE_S:
            self._patience_s = PATIENCE_S
