"""Renderers: one module an output. Pure: values in, text or bytes out."""
