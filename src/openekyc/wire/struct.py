"""The base of every struct of the wire: its members carry the public names and exactly the public types."""

from pydantic import BaseModel, ConfigDict


class Struct(BaseModel):
    """Strict and frozen; an undeclared member is an error; its errors never repeat a value, which may be personal."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)
