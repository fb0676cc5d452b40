from django import template
from django.contrib.messages.storage.base import Message

from coinstack.toasts import Toast

register = template.Library()
register.filter("as_toast", lambda message: Toast.from_message(message) if isinstance(message, Message) else message)
