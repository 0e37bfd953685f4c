"""What can go wrong at the desk; every text is fit for the clerk and for the model."""


class AgentDeskError(Exception):
    """Something that the desk expects to go wrong now and then."""


class ConfigError(AgentDeskError):
    """A setting is missing or makes no sense."""


class SessionError(AgentDeskError):
    """A conversation has a name that no file can have."""


class NotFoundError(AgentDeskError):
    """There is no such claim or document."""


class PaymentError(AgentDeskError):
    """A claim cannot be paid like this."""


class AgentError(AgentDeskError):
    """The model gave nothing that can be used."""


class ToolError(AgentDeskError):
    """A tool was called in a way that it cannot be."""


class RefusedError(AgentDeskError):
    """A person said no, or nobody said anything in time."""


class ApprovalError(AgentDeskError):
    """There is nothing of this number to decide about, any more or at all."""
