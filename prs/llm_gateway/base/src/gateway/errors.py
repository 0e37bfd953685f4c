"""What a caller of the gateway must expect."""


class GatewayError(Exception):
    """Something that the gateway expects to go wrong now and then."""


class ConfigError(GatewayError):
    """A setting is missing or makes no sense."""


class UpstreamError(GatewayError):
    """The model gave no answer that can be used."""


class RateLimitedError(GatewayError):
    """The tenant asks too often; ``retry_after_s`` says when a token will be there."""

    def __init__(self, tenant: str, retry_after_s: float) -> None:
        super().__init__(f"{tenant} asks too often, try again in {retry_after_s:.1f} s")
        self.retry_after_s = retry_after_s


class BudgetError(GatewayError):
    """The tenant has spent its budget."""


class LedgerError(GatewayError):
    """The ledger cannot be read or written, so nobody knows what was paid."""


class OverloadedError(GatewayError):
    """Too many calls wait for a slot already."""


class ClosedError(GatewayError):
    """The gateway is closing, or closed."""
