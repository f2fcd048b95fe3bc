"""Campaigns: many random worlds by their seeds, in any number of processes, counted, saved, and gone on with."""

from zsim.explore.campaigns.batch import Batch, MakeFunctions, play_batch
from zsim.explore.campaigns.campaign import Campaign
from zsim.explore.campaigns.cluster import cluster_at
from zsim.explore.campaigns.saving import begin_saving, save_campaign, save_findings, saved_campaign, trace_file
from zsim.explore.campaigns.tally import CampaignFinding, Tally
from zsim.explore.campaigns.workers import Here, Processes, Workers

__all__ = [
    "Batch",
    "Campaign",
    "CampaignFinding",
    "Here",
    "MakeFunctions",
    "Processes",
    "Tally",
    "Workers",
    "begin_saving",
    "cluster_at",
    "play_batch",
    "save_campaign",
    "save_findings",
    "saved_campaign",
    "trace_file",
]
