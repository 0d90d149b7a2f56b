-- The months of the README's defaults; the scheduled upkeep applies what is configured.
SELECT keep_months(${months-to-keep}, ${months-ahead});
