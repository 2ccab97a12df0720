"""The only doors to models: text to tags, sentences to vectors."""
