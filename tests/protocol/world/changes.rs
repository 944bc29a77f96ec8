//! What changes on a page between calls: roles, review, settings, who takes part.

use baton::{
    id::AppId,
    protocol::{EntryPointSource, Menu, ReleasePolicy, Subscriber},
    time::Seconds,
};

use super::{Dice, World, calls, subscriber};

impl World {
    /// Changes the configuration; the app that leaves by it, if one does.
    pub fn change(&mut self, dice: &mut Dice) -> Option<AppId> {
        let app = self.any_app(dice);
        let page = &mut self.page;
        match dice.below(12) {
            0 => page.primary_receiver = page.is_subscribed(app).then_some(app),
            1 => page.primary_receiver = None,
            2 => page.settings.on_release = dice.pick(&[ReleasePolicy::NextRequest, ReleasePolicy::Idle]),
            3 => page.settings.enforce_messaging_window ^= true,
            4 => page.settings.idle_timeout = dice.pick(&[Seconds::DAY, Seconds::HOUR, Seconds::MINUTE]),
            5 => {
                if page.is_subscribed(app) {
                    page.entry_points.insert((EntryPointSource::Ad, calls::KEY.to_owned()), app);
                }
            }
            6 => {
                let items = calls::menu(dice);
                page.menu = page.is_subscribed(app).then_some(Menu { app, items, updated_at: self.now });
            }
            7 => {
                if let Some(reviewed) = page.subscribers.get_mut(&app) {
                    *reviewed = subscriber(dice);
                }
            }
            8 | 9 => {
                page.subscribers.entry(app).or_insert_with(|| Subscriber { live: true, ..subscriber(dice) });
            }
            _ => {
                page.subscribers.remove(&app)?;
                page.entry_points.retain(|_, at| *at != app);
                page.menu.take_if(|menu| menu.app == app);
                page.primary_receiver.take_if(|primary| *primary == app);
                return Some(app);
            }
        }
        None
    }
}
