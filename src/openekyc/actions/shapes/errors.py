"""Which public code each business error has, in the tables that several actions share."""

from openekyc.domain import errors
from openekyc.wire.action import Errors
from openekyc.wire.errors import Code

ACCOUNT: Errors = {
    errors.ServiceActivating: "UnauthorizedOperation.Activating",
    errors.ServiceActivationFailed: "UnauthorizedOperation.ActivateError",
    errors.ServiceNotActivated: "UnauthorizedOperation.Nonactivated",
    errors.AccountInArrears: "UnauthorizedOperation.Arrears",
    errors.QuotaUsedUp: "UnauthorizedOperation.Arrears",
}
CARD_ACCOUNT: Errors = {
    errors.ServiceActivating: "FailedOperation.UnOpenError",
    errors.ServiceActivationFailed: "FailedOperation.UnOpenError",
    errors.ServiceNotActivated: "FailedOperation.UnOpenError",
    errors.AccountInArrears: "ResourceUnavailable.InArrears",
    errors.QuotaUsedUp: "ResourceUnavailable.ResourcePackageRunOut",
}
TOKEN: Errors = {
    errors.TokenIllegal: "InvalidParameterValue.BizTokenIllegal",
    errors.TokenExpired: "InvalidParameterValue.BizTokenExpired",
    errors.ValueOutOfRange: Code.INVALID_PARAMETER,
}
CARD_VALUE = "InvalidParameterValue.InvalidParameterValueLimit"
CARD_FAULT = "FailedOperation.UnKnowError"  # the public name is misspelt
