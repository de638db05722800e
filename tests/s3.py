"""A client of the local server that speaks S3."""

from __future__ import annotations


def client_of(endpoint: str):
    """Return a boto3 client for the server at this address, with its bucket "videos" made."""
    import boto3

    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket="videos")
    return client
