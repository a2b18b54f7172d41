"""What can be known of a tree without answers: refused when the form is loaded."""

from __future__ import annotations

from webapp.forms.rule_language.date_functions import layout_fault
from webapp.forms.rule_language.functions import FUNCTIONS, UNSUPPORTED
from webapp.forms.rule_language.pattern_tree import BadPattern
from webapp.forms.rule_language.patterns import automaton
from webapp.forms.rule_language.syntax import (
    Call,
    ExpressionError,
    Filter,
    Negation,
    Node,
    Number,
    Operation,
    Path,
    Reference,
    Text,
    Union,
    walk,
)
from webapp.forms.rule_language.text_functions import ALGORITHMS

_TRUTHS = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">="})
_LAYOUTS = frozenset({"format-date", "format-date-time"})


def kind_of(node: Node) -> str:
    """Return what *node* gives: ``text number truth nodes``, or ``any`` where answers decide."""
    if isinstance(node, Text):
        return "text"
    if isinstance(node, Number | Negation):
        return "number"
    if isinstance(node, Operation):
        return "truth" if node.operator in _TRUTHS else "number"
    if isinstance(node, Call):
        if node.function == "if" and len(node.arguments) == 3:
            kinds = {kind_of(branch) for branch in node.arguments[1:]}
            return kinds.pop() if len(kinds) == 1 else "any"
        return FUNCTIONS[node.function].gives
    return "nodes"


def check(tree: Node) -> None:
    """Raise ``ExpressionError`` for the first fault of *tree*."""
    for node in walk(tree):
        if isinstance(node, Call):
            _check_name(node)
    for node in walk(tree):
        if isinstance(node, Call):
            _check_arguments(node)
        elif isinstance(node, Union):
            _check_nodes((node.left, node.right), node.at, "|")
        elif isinstance(node, Filter):
            _check_nodes((node.nodes,), node.at, "[")
        elif isinstance(node, Path) and not isinstance(node.base, str):
            _check_nodes((node.base,), node.at, "/")


def _check_name(call: Call) -> None:
    """Refuse an unknown function and a wrong number of arguments."""
    if call.function in UNSUPPORTED:
        raise ExpressionError("unsupported_function", call.at, call.function)
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise ExpressionError("unknown_function", call.at, call.function)
    count = len(call.arguments)
    uneven = call.function == "indexed-repeat" and count % 2 == 0
    if not function.takes_count(count) or uneven:
        raise ExpressionError("argument_count", call.at, call.function)


def _check_nodes(parts: tuple[Node, ...], at: int, word: str) -> None:
    if any(kind_of(part) != "nodes" for part in parts):
        raise ExpressionError("not_nodes", at, word)


def _check_arguments(call: Call) -> None:
    function, arguments = FUNCTIONS[call.function], call.arguments
    wanted = (part for place, part in enumerate(arguments) if function.kind_at(place) == "nodes")
    _check_nodes(tuple(wanted), call.at, call.function)
    if call.function == "regex":
        _check_pattern(call)
    elif call.function == "indexed-repeat":
        for part in (arguments[0], *arguments[1::2]):
            if not last_name(part):
                raise ExpressionError("not_nodes", call.at, call.function)
    elif call.function == "instance" and not isinstance(arguments[0], Text):
        # Only a list named in the form can be looked for when the form is loaded.
        raise ExpressionError("not_quoted", call.at, call.function)
    elif call.function in _LAYOUTS:
        layout = arguments[1]
        if isinstance(layout, Text) and layout_fault(layout.value):
            raise ExpressionError("bad_layout", call.at, layout.value)
    elif call.function == "digest":
        _check_digest(call)


def _check_pattern(call: Call) -> None:
    pattern = call.arguments[1]
    # A pattern built from an answer would let a child write the pattern.
    if not isinstance(pattern, Text):
        raise ExpressionError("pattern_not_text", call.at, call.function)
    try:
        automaton(pattern.value)
    except BadPattern:
        raise ExpressionError("bad_pattern", call.at, pattern.value) from None


def _check_digest(call: Call) -> None:
    for part, known in zip(call.arguments[1:], (ALGORITHMS, ("base64", "hex")), strict=False):
        if isinstance(part, Text) and part.value.lower() not in known:
            raise ExpressionError("unknown_digest", call.at, part.value)


def last_name(node: Node) -> str:
    """Return the name that a reference or a path ends with, empty when there is none."""
    if isinstance(node, Reference):
        return node.name
    if isinstance(node, Path) and node.steps and node.steps[-1].name != "*":
        return node.steps[-1].name
    return ""
