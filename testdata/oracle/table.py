"""A key-value table in memory, as `panther_detection_helpers.caching` asks one: DynamoDB's answers, with three differences
that iota documents. What has expired is gone at that second, what was written is read, and numbers come back as int.

Values are copied as boto3 copies them, looked at by its own serializer, and refused as it refuses them.
"""

import copy
import re
import time

from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

KEY_LIMIT = 2048
ITEM_LIMIT = 400 * 1024
OPERANDS = {
    "S": "STRING", "N": "NUMBER", "B": "BINARY", "SS": "STRING_SET", "NS": "NUMBER_SET", "BS": "BINARY_SET", "NULL": "NULL", "BOOL": "BOOLEAN", "M": "MAP", "L": "LIST",
}


class Number(int):
    """An int where the helpers expect a `Decimal`."""

    def to_integral_value(self):
        return int(self)


class Table:
    def __init__(self):
        self.items = {}
        self.serialize = TypeSerializer().serialize

    def get_item(self, Key, ProjectionExpression=None):
        Key = copy.deepcopy(Key)
        key = self.key("GetItem", self.serialize(Key["key"]))
        item = self.current(key)
        return {} if item is None else {"Item": {name: python(*value) for name, value in item.items()}}

    def put_item(self, Item):
        item = {name: one(self.serialize(value)) for name, value in copy.deepcopy(Item).items()}
        key = self.key("PutItem", dict([item.pop("key")]))
        for kind, value in item.values():
            not_empty("PutItem", kind, value)
        self.put("PutItem", key, item, "Item size has exceeded the maximum allowed size")

    def update_item(
        self, Key, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues=None, ReturnValues=None, ConditionExpression=None
    ):
        Key, ExpressionAttributeValues = copy.deepcopy((Key, ExpressionAttributeValues))
        key = self.serialize(Key["key"])
        values = {name: one(self.serialize(value)) for name, value in (ExpressionAttributeValues or {}).items()}
        key = self.key("UpdateItem", key)
        actions = re.findall(r"(ADD|DELETE|SET|REMOVE) (#\w+)(?: = | )?(:\w+)?", UpdateExpression)
        for verb, _, value in actions:
            if verb in ("ADD", "DELETE"):
                self.operand(verb, *values[value])
        item = dict(self.current(key) or {})
        if ConditionExpression is not None:
            attribute, least = ConditionExpression.get_expression()["values"]
            if attribute.name not in item or not item[attribute.name][1] >= least:
                raise ClientError({"Error": {"Code": "ConditionalCheckFailedException", "Message": "no"}}, "UpdateItem")
        updated = {}
        for verb, name, value in actions:
            name = ExpressionAttributeNames[name]
            old = item.pop(name, None)
            new = None if verb == "REMOVE" else self.act(verb, old, values[value])
            if new is not None:
                item[name] = updated[name] = new
        self.put("UpdateItem", key, item, "Item size to update has exceeded the maximum allowed size")
        attributes = {name: python(*value) for name, value in updated.items()}
        return {"Attributes": {name: Number(value) if isinstance(value, int) else value for name, value in attributes.items()}}

    def current(self, key):
        item = self.items.get(key)
        if item is not None and "expiresAt" in item and item["expiresAt"][1] < int(time.time()):
            return None
        return item

    def put(self, operation, key, item, too_large):
        if len(encoded(key)) + 3 + sum(len(name) + size(*value) for name, value in item.items()) > ITEM_LIMIT:
            refuse(operation, too_large)
        self.items[key] = item

    @staticmethod
    def key(operation, key):
        kind, value = one(key)
        if kind != "S" and operation == "PutItem":
            refuse(operation, f"One or more parameter values were invalid: Type mismatch for key key expected: S actual: {kind}")
        if kind != "S":
            refuse(operation, "The provided key element does not match the schema")
        if not value:
            refuse(
                operation,
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: key",
            )
        if len(encoded(value)) > KEY_LIMIT:
            refuse(operation, "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes")
        return value

    @staticmethod
    def operand(verb, kind, value):
        not_empty("UpdateItem", kind, value)
        if kind not in ("N", "SS", "NS"):
            refuse(
                "UpdateItem",
                f"Invalid UpdateExpression: Incorrect operand type for operator or function; operator: {verb}, operand type: {OPERANDS[kind]}, "
                f"typeSet: ALLOWED_FOR_{verb}_OPERAND",
            )

    @staticmethod
    def act(verb, old, new):
        if verb == "SET" or verb == "ADD" and old is None:
            return new
        if old is None:
            return None
        if old[0] != new[0]:
            refuse("UpdateItem", "An operand in the update expression has an incorrect data type")
        kind = old[0]
        if verb == "DELETE":
            left = old[1] - new[1]
            return (kind, left) if left else None
        if kind != "N":
            return kind, old[1] | new[1]
        if abs(old[1] + new[1]) >= 10**38:
            refuse("UpdateItem", "Number overflow. Attempting to store a number with more than 38 significant digits")
        return kind, old[1] + new[1]


def one(attribute):
    """The type and the value of what boto3 sends."""
    ((kind, value),) = attribute.items()
    if kind == "N":
        value = int(value)
    elif kind == "NS":
        value = frozenset(map(int, value))
    elif kind == "SS":
        value = frozenset(value)
    return kind, value


def python(kind, value):
    """What a rule gets: sets are filled in one order, whatever the order of their making."""
    if kind in ("SS", "NS"):
        return set(sorted(value))
    return value


def size(kind, value):
    if kind == "N":
        return 1 + (len(str(abs(value))) + 1) // 2
    if kind == "NS":
        return sum(size("N", item) for item in value)
    if kind == "SS":
        return sum(len(encoded(item)) for item in value)
    return len(encoded(value))


def encoded(text):
    return text.encode("utf-8", "surrogatepass")


def not_empty(operation, kind, value):
    if kind == "NS" and not value:
        refuse(operation, "One or more parameter values were invalid: An number set  may not be empty")


def refuse(operation, message):
    raise ClientError({"Error": {"Code": "ValidationException", "Message": message}}, operation)
