"""The rule language of forms: from text to a closure that runs on answers."""
