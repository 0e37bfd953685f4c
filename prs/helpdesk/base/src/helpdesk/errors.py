"""What can go wrong at the desk; every error is fit to be shown to the person at the keyboard."""


class HelpdeskError(Exception):
    """Something that the desk expects to go wrong now and then."""


class ConfigError(HelpdeskError):
    """A setting is missing or makes no sense."""


class TicketNotFoundError(HelpdeskError):
    """There is no ticket with this number."""


class AnswerError(HelpdeskError):
    """The model gave no answer that can be used."""
