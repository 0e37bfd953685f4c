"""What can go wrong with the index; every message is fit for the person who asked."""


class RagIndexError(Exception):
    """Something that the index expects to go wrong now and then."""


class SettingsError(RagIndexError):
    """A setting is missing or out of its range."""


class DocumentError(RagIndexError):
    """A document cannot be read."""


class BusyError(RagIndexError):
    """Somebody else is working on this document right now."""


class EmbeddingError(RagIndexError):
    """No vectors are to be had for some texts."""


class NoAnswerError(RagIndexError):
    """There is no answer that could be relied on."""
