"""What can happen to work that was given to another process, as far as those who wait for it need to know."""


class WorkLost(Exception):
    """The work ended without an answer; whether it can be done is not known."""


class ProcessDied(WorkLost):
    """The process that did the work died while doing it."""


class ProcessTimedOut(WorkLost):
    """The work took longer than it may, and its process was killed."""


class PoolStopped(WorkLost):
    """The processes are being stopped; the work was not done."""


class WorkRaised(Exception):
    """The work raised something that cannot travel between processes; the message says what."""
