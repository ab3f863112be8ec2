# cython: infer_types=True, annotation_typing=False
"""What a text is by its form alone: a sentence, running text, a line after which nothing need follow, a title."""

from __future__ import annotations

from archiver.boilerplate.text.sentences import sentence_spans

PROSE = 120
"""A text of so many characters is running text."""
STOPS = ".!?…。！？؟۔।"
QUOTES = "\"'“”„‟«»‘’‚‹›「『"
AFTER_STOP = QUOTES + ")] "
"""What may stand behind a sentence's stop."""
_PROSE, _STOPS, _AFTER_STOP, _ASKS = PROSE, STOPS, AFTER_STOP, "?؟？"
# Marks at a line's end after which something follows: verse, the head of a list.
_GOES_ON = ",;:：—–،؛"
# A longer text without any stop (characters) is a paragraph that lost it.
_LONGEST_LINE = 300
# In a shorter one a stop in the middle ends an abbreviation, or a few words.
_SHORT_LINE = 80
# A title has so many characters at least.
_TITLE = 20


def is_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or its like, closing quotes aside."""
    end = len(text)
    while end > 0 and text[end - 1] in _AFTER_STOP:
        end -= 1
    return end > 0 and text[end - 1] in _STOPS


def is_prose(text: str) -> bool:
    """Whether a text is long enough to be running text."""
    return len(text) >= _PROSE


def is_open_line(text: str) -> bool:
    """A line that does not end like a sentence, and after which nothing need follow: short, or a long headline."""
    if is_sentence(text) or (text and text[-1] in _GOES_ON):
        return False
    return len(text) < _SHORT_LINE or (len(text) < _LONGEST_LINE and len(sentence_spans(text)) == 1)


def asks(text: str) -> bool:
    """Whether a text ends with a question mark."""
    return text != "" and text[-1] in _ASKS


def may_be_title(text: str) -> bool:
    """Whether a block may be the title of another story: such a line, or a question, of some length."""
    return len(text) >= _TITLE and (is_open_line(text) or (len(text) < _PROSE and asks(text)))


def has_number(text: str) -> bool:
    """Whether there is a digit in a text, of whatever script."""
    for c in text:
        if c.isdigit():
            return True
    return False
