"""What a clerk can do: one file per job, each verb one transaction, each answer a frozen view."""
