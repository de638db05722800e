"""Requests and responses: query parameters, rate limits, forms in cacheable pages, permission decorators."""
