//! A described service as a policy.

use super::shape::{Alarm, REGIONS, Routing, Scaling, Shape};

impl Shape {
    /// The policy.
    pub fn text(&self) -> String {
        let (profile, servers) = if self.profile {
            (format!("profile server {{\n{}\n}}\n", self.server()), String::new())
        } else {
            (String::new(), self.server())
        };
        let with = if self.profile { " with server" } else { "" };
        let body = [
            self.head(),
            self.rings(),
            self.stages(),
            self.places(),
            format!("workload web on ec2{with} {{\n{servers}\nestimate = $900/month\n}}"),
            self.others(),
            Self::watch(),
        ];
        format!("{profile}service shop {{\n{}\n}}\n", body.join("\n"))
    }

    /// The blocks of the service in the opposite order.
    pub fn turned(&self) -> String {
        let body =
            [Self::watch(), self.others(), self.places(), self.stages(), self.rings(), self.head()];
        let servers = self.server();
        format!(
            "service shop {{\nworkload web on ec2 {{\nestimate = $900/month\n{servers}\n}}\n{}\n}}\n",
            body.join("\n")
        )
    }

    fn head(&self) -> String {
        let peak = self.peak;
        let current = if self.tiers > 0 { "current = t1" } else { "" };
        format!(
            "owner = \"shop\"\nbudget = $90k/month\nsteady = {}/s\npeak = {peak}/s\n{current}\n\
             objective {{ availability >= 99%, latency p95 < 400ms, errors < 1% }}",
            peak / 2
        )
    }

    fn rings(&self) -> String {
        let ring = |name: &str, account: &str, more: &str| {
            format!(
                "environment {name} {{\naccount = \"{account}\"\nrole = \"deploy\"\n{more}\n}}\n"
            )
        };
        let prod = ring("prod", "987654321098", "budget = $80k/month");
        if !self.staging {
            return prod;
        }
        let small = "regions = [eu-west-1]\nbudget = $5000/month\n\
                             traffic public { host = \"shop.staging.example.com\" }";
        format!("release staging -> prod\n{}{prod}", ring("staging", "876543210987", small))
    }

    fn stages(&self) -> String {
        let stage = |number: usize| {
            format!("tier t{number} up to {number}k users {{ budget = ${number}0k/month }}")
        };
        (1..=self.tiers).map(stage).collect::<Vec<_>>().join("\n")
    }

    fn places(&self) -> String {
        let weights: &[u32] = match self.regions {
            1 => &[100],
            2 => &[60, 40],
            _ => &[50, 30, 20],
        };
        let place = |(code, weight): (&&str, &u32)| {
            format!("region {code} {{ zones = 3, weight = {weight}% }}\n")
        };
        let places: String = REGIONS.iter().zip(weights).map(place).collect();
        let policy = match (self.regions, self.routing) {
            (1, _) => "",
            (_, Routing::Weighted) => "policy = weighted",
            (_, Routing::Latency) => "policy = latency",
        };
        format!(
            "{places}health edge {{ protocol = https, path = \"/healthz\", interval = 10s, timeout = 4s, unhealthy_after = 3 }}\n\
             traffic public {{\nhost = \"shop.example.com\"\n{policy}\nhealth = edge\nroute \"/*\" to web\n{}\n}}",
            if self.function { "route \"/thumbs/*\" to thumbs" } else { "" }
        )
    }

    fn server(&self) -> String {
        let (lowest, highest) = self.replicas;
        let mut lines = vec![
            format!(
                "instance = m6i.large\nreplicas = {lowest}..{highest}\nserves = {}/s",
                self.serves
            ),
            "startup = 60s\ndrain = 30s\nport = 8080\nhealth = edge".to_owned(),
        ];
        lines.push(match self.scaling {
            Scaling::Fixed => String::new(),
            Scaling::Keep => "keep cpu at 60%".to_owned(),
            Scaling::Predict => "keep cpu at 60%\npredict cpu at 60% ahead 10m".to_owned(),
            Scaling::Steps => "scale out by 50% when cpu > 65% for 2m then wait 1m\n\
                               scale in by 1 when cpu < 20% for 10m then wait 5m"
                .to_owned(),
        });
        if self.window {
            lines.push(format!(
                "at least {lowest} from 08:00 to 20:00 on mon..fri in \"Europe/Berlin\""
            ));
        }
        if self.store {
            lines.push("uses orders { timeout = 2s }".to_owned());
        }
        if self.pods {
            lines.push("uses front { timeout = 2s }".to_owned());
        }
        lines.extend(self.alarms.iter().map(|alarm| sentence(*alarm).to_owned()));
        lines.join("\n")
    }

    fn others(&self) -> String {
        let parts = [
            (
                self.store,
                "store orders on dynamodb { key = \"id\", estimate = $20/month\nbackup continuously keep 35d }",
            ),
            (
                self.function,
                "workload thumbs on lambda { attach = \"thumbs\", alias = \"live\", memory = 512MiB, timeout = 10s, serves = 5/s, steady = 1/s, peak = 4/s, estimate = $20/month\nrelease all-at-once\n}",
            ),
            (
                self.pods,
                "workload api on kubernetes { attach = \"Deployment/shop-api/api\", instance = m6i.large, cpu = 0.5vcpu..1vcpu, memory = 512MiB..1GiB, replicas = 3..9, serves = 20/s, steady = 10/s, peak = 20/s, port = 8080, health = edge, startup = 30s, drain = 15s\nkeep cpu at 70%\nscale out at most 100% or 4 every 30s\nscale in at most 10% every 1m after 5m\n}\nworkload front on kubernetes { image = \"registry.example.com/front:1\", instance = m6i.large, cpu = 1vcpu, memory = 1GiB, replicas = 3..6, serves = 50/s, steady = 10/s, peak = 20/s, port = 8080, health = edge, startup = 30s, drain = 15s\nuses api { timeout = 2s }\nkeep cpu at 70%\n}",
            ),
            (
                self.queue,
                "queue jobs on sqs { retention = 4d, dead_letter_after = 5 }\nworkload worker on ec2 { instance = t3.medium, replicas = 2..6, serves = 10/s, peak = 20/s, steady = 5/s, startup = 60s, drain = 1m, consumes = jobs\nscale out by 1 when queue_depth > 100 for 2m then wait 2m\nscale in by 1 when queue_depth < 10 for 10m then wait 5m\n}",
            ),
            (
                self.patch,
                "patch terraform aws_autoscaling_group.web { max_instance_lifetime = 604800 }",
            ),
        ];
        let stands = parts.iter().filter(|(stands, _)| *stands);
        stands.map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
    }

    fn watch() -> String {
        "notify warn to \"shop@example.com\"\nnotify page to oncall\n\
         allow security/account-reused because \"one account\" until 2027-12-31"
            .to_owned()
    }
}

fn sentence(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Objective => "page when latency p95 > objective for 5m",
        Alarm::Plain => "warn \"the disk\" when cpu > 85% for 10m",
        Alarm::ForOf => "warn when latency p95 > 300ms for 3m of 5m",
        Alarm::And => "page when cpu > 90% and errors > 2% for 5m",
        Alarm::Or => "page when errors > 5% or healthy < 50% for 5m",
    }
}
