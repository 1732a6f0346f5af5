"""The two pools of a server: processes with all engines for analyses, and a light one that only opens files."""

from importlib import import_module

from openekyc.engines.pool import WarmPool
from openekyc.engines.process_line import Loading
from openekyc.engines.warm import load_into_process
from openekyc.observe.logs import LogStyle
from openekyc.settings import Settings

PICTURE_CHECK_S = 10.0  # decoding the largest picture that is accepted takes under 1 s


def analysing_pool(settings: Settings) -> WarmPool:
    """As many processes as the settings say, each with every engine."""
    loading = Loading(
        function=load_into_process,
        argument=settings,
        memory_mib=settings.process_memory_mib,
        log_style=LogStyle(settings.log_style),
    )
    return WarmPool(loading, processes=settings.workers, timeout_s=settings.job_timeout_s)


def decoding_pool(settings: Settings) -> WarmPool:
    """One process without engines, in which a request's pictures are opened before the request is accepted."""
    loading = Loading(
        function=load_decoders, memory_mib=settings.process_memory_mib, log_style=LogStyle(settings.log_style)
    )
    return WarmPool(loading, processes=1, timeout_s=PICTURE_CHECK_S)


def load_decoders(_: None) -> None:
    """Import what opens pictures, so that the first request does not wait for it."""
    import_module("openekyc.media.images")
