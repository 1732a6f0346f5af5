"""Prints the members of every request, response and struct class of the official SDK: {"class": {"Member": "type"}}."""

import inspect
import json
import re
import sys

from tencentcloud.faceid.v20180301 import models

TYPE = re.compile(r":type (\w+): (.+)")
CLASS = re.compile(r":class:`[\w.]*\.(\w+)`")


def main():
    classes = inspect.getmembers(models, inspect.isclass)
    json.dump({name: members(kind) for name, kind in classes if kind.__module__ == models.__name__}, sys.stdout)


def members(kind):
    """The attributes that the constructor makes, with the types that its documentation gives them."""
    types = dict(TYPE.findall(inspect.getdoc(kind.__init__) or ""))
    names = [name.removeprefix("_") for name in vars(kind()) if name != "headers"]
    return {name: CLASS.sub(r"\1", types[name]) for name in names}


if __name__ == "__main__":
    main()
