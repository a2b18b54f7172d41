"""From a draft to a version in use: publishing, the versions, what changed between two."""
