"""Show-if by picking: standard rules read into simple conditions and written from them.

What the picker cannot hold it does not touch: ``read_conditions`` returns ``None`` and the rule
stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from webapp.authoring.editing.comparing import (
    SIGNS,
    WITHOUT_VALUE,
    Condition,
    Operator,
    Picked,
    Sort,
    is_number,
)
from webapp.forms.rule_language.evaluation import compile_expression
from webapp.forms.rule_language.syntax import (
    Call,
    ExpressionError,
    Negation,
    Node,
    Number,
    Operation,
    Reference,
    Text,
)

_BY_SIGN = {sign: operator for operator, sign in SIGNS.items()}


def tree_of(source: str) -> Node | None:
    """Return the tree of the rule *source*, ``None`` when it cannot be read."""
    try:
        return compile_expression(source).tree
    except ExpressionError:
        return None


def read_conditions(source: str) -> Picked | None:
    """Return the rule *source* as conditions to pick, ``None`` when it says more than they can."""
    tree = tree_of(source) if source else None
    if tree is None:
        return None
    joiner = tree.operator if isinstance(tree, Operation) and tree.operator == "or" else "and"
    merged = Operator.IS if joiner == "or" else Operator.IS_NOT
    found: list[Condition] = []
    for node in operands(tree, joiner):
        read = _condition(node)
        if read is None:
            return None
        before = found[-1] if found else None
        if before and read.operator is merged and _alike(before, read):
            found[-1] = replace(before, values=(*before.values, *read.values))
        else:
            found.append(read)
    return Picked("and" if len(found) == 1 else joiner, tuple(found))


def operands(tree: Node, joiner: str) -> Iterator[Node]:
    """Yield what *joiner* joins at the top of *tree*."""
    if isinstance(tree, Operation) and tree.operator == joiner:
        yield from operands(tree.left, joiner)
        yield from operands(tree.right, joiner)
    else:
        yield tree


def _alike(left: Condition, right: Condition) -> bool:
    return (left.question, left.operator) == (right.question, right.operator)


def _condition(node: Node) -> Condition | None:
    if isinstance(node, Operation):
        if node.operator in {"and", "or"}:
            return _group(node)
        return _comparison(node)
    if isinstance(node, Call) and node.function == "not" and len(node.arguments) == 1:
        inner = _condition(node.arguments[0])
        # Of a single choice "not (a = 'x')" is "a != 'x'"; only selections are turned round.
        selections = inner is not None and _only_selections(node.arguments[0])
        if inner and inner.operator is Operator.IS and selections:
            return replace(inner, operator=Operator.IS_NOT)
        return None
    if isinstance(node, Call) and node.function == "selected" and len(node.arguments) == 2:
        asked, value = node.arguments
        if isinstance(asked, Reference) and isinstance(value, Text):
            return Condition(asked.name, Operator.IS, (value.value,))
    return None


def _only_selections(node: Node) -> bool:
    if isinstance(node, Operation):
        return _only_selections(node.left) and _only_selections(node.right)
    return isinstance(node, Call) and node.function == "selected"


def _group(node: Operation) -> Condition | None:
    """Return several values of one question: "is one of", "is none of"."""
    wanted = Operator.IS if node.operator == "or" else Operator.IS_NOT
    parts = [_condition(part) for part in operands(node, node.operator)]
    first = parts[0]
    if first is None or first.operator is not wanted:
        return None
    values: list[str] = []
    for part in parts:
        if part is None or not _alike(first, part):
            return None
        values += part.values
    return replace(first, values=tuple(values))


def _comparison(node: Operation) -> Condition | None:
    if not isinstance(node.left, Reference):
        return None
    name, right = node.left.name, node.right
    if node.operator in {"=", "!="}:
        equal = node.operator == "="
        if right == Text(""):
            return Condition(name, Operator.EMPTY if equal else Operator.ANSWERED)
        value = right.value if isinstance(right, Text) else number_in(right)
        operator = Operator.IS if equal else Operator.IS_NOT
        return Condition(name, operator, (value,)) if value is not None else None
    value = number_in(right)
    if node.operator in _BY_SIGN and value is not None:
        return Condition(name, _BY_SIGN[node.operator], (value,))
    return None


def number_in(node: Node) -> str | None:
    """Return the number *node* is, as it is written; ``None`` when it is none."""
    if isinstance(node, Negation) and isinstance(node.operand, Number):
        return f"-{node.operand.value:g}"
    return f"{node.value:g}" if isinstance(node, Number) else None


def write_conditions(picked: Picked, kinds: Mapping[str, Sort]) -> str:
    """Return *picked* as a rule of the standard; empty when there is no condition."""
    several = len(picked.conditions) > 1
    parts = []
    for condition in picked.conditions:
        pieces, inner = _pieces(condition, kinds.get(condition.question, Sort.OTHER))
        text = f" {inner} ".join(pieces)
        parts.append(f"({text})" if several and len(pieces) > 1 else text)
    return f" {picked.joiner} ".join(parts)


def _pieces(condition: Condition, sort: Sort) -> tuple[list[str], str]:
    who = f"${{{condition.question}}}"
    if condition.operator in WITHOUT_VALUE:
        return [f"{who} {'!=' if condition.operator is Operator.ANSWERED else '='} ''"], "and"
    if condition.operator in SIGNS:
        return [f"{who} {SIGNS[condition.operator]} {condition.values[0]}"], "and"
    is_it = condition.operator is Operator.IS
    pieces = [_equal(who, sort, is_it, value) for value in condition.values]
    return pieces, "or" if is_it else "and"


def _equal(who: str, sort: Sort, is_it: bool, value: str) -> str:
    if sort is Sort.MANY:
        chosen = f"selected({who}, {quoted(value)})"
        return chosen if is_it else f"not({chosen})"
    plain = sort is Sort.NUMBER and is_number(value)
    return f"{who} {'=' if is_it else '!='} {value if plain else quoted(value)}"


def quoted(value: str) -> str:
    """Return *value* as a text of the rule language, in the quotes it does not hold.

    The language has no escape; of a value with both kinds the double ones are dropped.
    """
    mark = '"' if "'" in value else "'"
    return f"{mark}{value.replace(mark, '')}{mark}"
