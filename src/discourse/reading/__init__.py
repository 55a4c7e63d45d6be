"""Files become documents: bytes in, clean paragraphs and validated tables out."""
