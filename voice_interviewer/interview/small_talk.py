"""What the interviewer says besides the questions: a greeting, a word between two answers, an end."""

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.interview.asking import say
from voice_interviewer.interview.protocol import Saying
from voice_interviewer.interview.room import Move, Room
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.language.small_talk import SmallTalk


class Talk:
    """Says the words of one interview. Without words it says nothing."""

    def __init__(self, words: SmallTalk | None, speech: SpeechAhead | None) -> None:
        """`speech` is for these words alone, so that a long interview does not drop their sound."""
        self._words = words
        self._speech = speech
        self._word_count = 0

    def prepare_greeting(self) -> None:
        """Begin to synthesise the greeting; returns at once."""
        if self._words and self._speech:
            for sentence in self._words.greeting:
                self._speech.prepare(sentence)

    def greet(self, room: Room, number: int, then: str) -> Move | None:
        """Say the greeting before the question with this number, and have the text `then` synthesised meanwhile.

        Returns where a command led, or None to go on with the question.
        """
        self.prepare_greeting()
        room.speech.prepare(room.spoken(then))
        return self._say(room, self._words.greeting if self._words else (), number)

    def prepare(self, *, is_last: bool) -> None:
        """While the person answers: begin to synthesise what may be said afterwards."""
        if self._words and self._speech:
            self._speech.prepare(self._words.goodbye if is_last else self._word)

    def fill(self, room: Room) -> None:
        """Begin to say a word, if its sound is there; returns at once. It ends when the next sound begins."""
        if self._words is None or self._speech is None or room.told_voice_failure:
            return
        word = self._word
        self._speech.prepare(word)
        if self._speech.ready(word):
            clip = self._speech.clip(word)
            room.face.tell(Saying(word))
            room.word = BackgroundCall(lambda: room.speaker.play(clip), lambda playback: playback.stop())
            self._word_count += 1

    def say_goodbye(self, room: Room, number: int) -> Move | None:
        """Say the end, after the question with this number. Returns where a command led, or None."""
        return self._say(room, (self._words.goodbye,) if self._words else (), number)

    @property
    def _word(self) -> str:
        assert self._words is not None
        return self._words.between[self._word_count % len(self._words.between)]

    def _say(self, room: Room, sentences: tuple[str, ...], number: int) -> Move | None:
        return say(room, self._speech, sentences, number) if self._speech else None
