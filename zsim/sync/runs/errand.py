"""An errand: work that somebody asked for and that calls apps, but is no run, such as deleting an integration."""

from __future__ import annotations

from collections.abc import Callable

from zsim.ports.app import Timing
from zsim.ports.errors import VendorError
from zsim.sync.runs.calls import Steps
from zsim.sync.runs.engine_state import EngineState


def drive(steps: Steps[None], timing: Timing, state: EngineState, tell: Callable[[VendorError], None]) -> None:
    """Go through the steps, at once as far as nobody else is due, and the rest when they are.

    What each step did is committed before others have their turn. An error that ends them is raised to the one who
    asked; once that person has gone on, ``tell`` is given a refusal, and a defect is raised in the world it happens in.
    What they made of it is committed.
    """
    asked = True

    def step() -> None:
        ended = False
        try:
            wait_ms = next(steps)
            state.commit()
            while timing.nothing_else_due(wait_ms):
                wait_ms = next(steps)
                state.commit()
        except StopIteration:
            ended = True
            state.commit()
        except Exception as error:
            # A refusal or a defect ends the errand and is told; what was made of it stands.
            state.commit()
            if asked or not isinstance(error, VendorError):
                raise
            tell(error)
            return
        if not ended:
            timing.yield_for(wait_ms, step)

    timing.at_once(step)
    asked = False
