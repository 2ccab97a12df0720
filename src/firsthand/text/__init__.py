"""Tools on plain text: quotation marks, sentences, names, shingles, differences. Functions of strings."""
