"""Text becomes voiced tokens: script, sentences, tokens, attribution."""
