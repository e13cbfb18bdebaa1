/** Slips, receipts, repairs, counts and fairs as a person sees them here: the office's rows with this phone's unsent actions laid over them. */
export { overlayCount } from "./overlay_count";
export { type FairWorld, overlayFair } from "./overlay_fair";
export { overlayReceipt } from "./overlay_receipt";
export { overlayRepair } from "./overlay_repair";
export { overlaySlip, type SlipWorld } from "./overlay_slip";
