"""Everything that can go wrong in the business, one class each; its message is the sentence a caller reads.

Actions translate these to public codes in their `@action(errors={...})` table; the capture door translates them to
problem documents. Raise one with a message that says what to do.
"""


class DomainError(Exception):
    """Base of all business errors; carries a sentence written for the caller."""


class CannotStart(Exception):
    """The program cannot begin as it is set up; the message is for the operator and says what to do."""


# What the caller asked for
class ContradictingOrder(DomainError):
    """Two parameters do not go together, or one that another demands is missing."""


class ValueOutOfRange(DomainError):
    """A value is outside its set, range or length."""


class DocumentKindUnavailable(DomainError):
    """No document kind of that nationality and type can be read by this server."""


class DocumentSideMissing(DomainError):
    """The front, or a back that this document needs, was not given."""


# Files
class MediaTooLarge(DomainError):
    """Over the limit of bytes, pixels, duration or frames; refused before decoding."""


class MediaEmpty(DomainError):
    """The file holds nothing, or implausibly little."""


class MediaUndecodable(DomainError):
    """The bytes are not an image or video of an accepted format, or are damaged."""


class DownloadFailed(DomainError):
    """The image could not be fetched from the given URL in time, or the URL is not one we may fetch."""


# Tokens and accounts
class TokenIllegal(DomainError):
    """Malformed, never issued, or issued to somebody else."""


class TokenExpired(DomainError):
    """The lifetime of the result is over."""


class ServiceActivating(DomainError):
    """The service is being switched on for this account."""


class ServiceNotActivated(DomainError):
    """The service is not on for this account."""


class ServiceActivationFailed(DomainError):
    """Switching the service on for this account went wrong."""


class AccountInArrears(DomainError):
    """The account owes money."""


class QuotaUsedUp(DomainError):
    """The account's quota for this action is used up."""


# The capture door
class UploadTooSlow(DomainError):
    """The body of a request did not come in time."""


class ProcessExpired(DomainError):
    """The ten minutes to run the process are over."""


class ProcessFinished(DomainError):
    """The process has already ended; its result stands."""


class AttemptsUsedUp(DomainError):
    """No liveness attempt is left."""


class StepOutOfOrder(DomainError):
    """The process waits for another step; read the session and go on from there."""


# The house itself
class ServiceOverloaded(DomainError):
    """Too much work is waiting; try again in a few seconds."""


class StorageUnavailable(DomainError):
    """The server cannot keep or read anything now: disk full, not writable, or the database cannot be reached."""
