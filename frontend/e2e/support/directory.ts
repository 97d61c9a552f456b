// The clinics and physicians of a story, listed over REST.
import { Caller } from "./api";
import type { Site } from "./site";

export interface Listed {
  id: string;
  slug: string;
  name: string;
  email: string;
}

/** A clinic that an admin lists. */
export async function clinicOf(admin: Caller): Promise<Listed> {
  const word = crypto.randomUUID().slice(0, 8);
  const [name, email] = [`Clinic ${word}`, `desk.${word}@example.org`];
  const entry = {
    name,
    email,
    country: "TR",
    city: "Istanbul",
    time_zone: "Europe/Istanbul",
    kind: "single_specialty",
  };
  const { id, slug } = await admin.post("/clinics", entry);
  return { id, slug: String(slug), name, email };
}

/** A physician of this clinic, listed by an admin. */
export async function physicianOf(admin: Caller, clinic: Listed): Promise<Listed> {
  const name = `Dr Ayla ${crypto.randomUUID().slice(0, 8)}`;
  const { id, slug } = await admin.post("/physicians", { name, clinic_ids: [clinic.id] });
  return { id, slug: String(slug), name, email: "" };
}

/** Somebody who answers for an entry of the directory: their claim is made and approved. */
export async function answersFor(site: Site, who: Caller, kind: "physicians" | "clinics", id: string): Promise<void> {
  const evidence = "My name is on the page of the practice, and its desk will confirm it.";
  const claim = await who.post(`/${kind}/${id}/claims`, { evidence });
  const officer = await Caller.join(site, "Cleo Credentials", "credentialing_officer");
  await officer.post(`/claims/${claim.id}/decisions`, { outcome: "approved", reason: "The desk confirmed it." });
}
