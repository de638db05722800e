"""Handing in, and serving videos to those who may see them."""
