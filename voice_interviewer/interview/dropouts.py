"""Exact zeros: is the microphone muted or gone, or does a noise gate close whenever nobody speaks? Pure.

A real microphone hisses, so a second of zeros means a loss: it was unplugged, muted, or moved by the sound server to a
silent source. But the drivers and filters of some headsets deliver zeros between words, and their owners must not be
warned at every pause. The zeros themselves do not tell the two apart; the sound around them does:

- Zeros that end by themselves were no loss. Each time, the patience doubles, up to 16 s. A few phrases are enough to
  get used to a gate, which then goes unremarked in any ordinary pause, while a real loss is still reported.
- If the microphone hisses during a pause, there is no gate: it would have closed. So somebody who mutes the microphone
  for a cough, and unplugs it later, is still told of the second loss as quickly as of the first.
"""

import numpy as np

from voice_interviewer.clip import Samples

PATIENCE_S = 1.0
"""Zeros for this long are a loss, unless earlier ones ended by themselves."""
LONGEST_PATIENCE_S = 16.0
"""Longer than a hands-free answer waits for more (6 s), and than most people pause to think."""
SHORTEST_S = 0.2
"""Shorter zeros are radio dropouts of a headset, not a gate: a gate stays open about this long after a word."""
NO_GATE_S = 2.0
"""If sound goes on for this long while nobody speaks, there is no gate: gates stay open for 0.2 to 1 s by default."""


class Dropouts:
    """Watches the microphone through all takes of an interview, block by block."""

    def __init__(self) -> None:
        self.has_sounded = False
        """Whether anything but zeros has ever been heard."""
        self._zeros_s = 0.0
        self._hiss_s = 0.0
        self._patience_s = PATIENCE_S

    @property
    def are_loss(self) -> bool:
        """Whether the present run of zeros has lasted too long."""
        return self._zeros_s >= self._patience_s

    def begin(self) -> None:
        """A new take begins: the next block does not follow on from the last."""
        self._zeros_s = self._hiss_s = 0.0

    def feed(self, block: Samples, duration_s: float, *, speaking: bool) -> None:
        """Take note of the next block of samples, shape (n,); `speaking` tells whether speech is being heard."""
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
